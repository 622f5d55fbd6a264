"""The words of the page: French in the source, every other language in a `.po` file beside this one."""
