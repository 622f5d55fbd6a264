"""Search models and chat models behind two small protocols; nothing here knows the library."""
