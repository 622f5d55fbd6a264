"""From passages to an answer: quotations, or a chat model with numbered citations."""
