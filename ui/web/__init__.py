"""The pages in the browser. Nothing of a document is ever handed to Streamlit's Markdown: see `ui.web.pieces`."""
