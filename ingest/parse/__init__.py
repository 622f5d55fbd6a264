"""One parser a family of formats, each run in a worker process that can be killed."""
