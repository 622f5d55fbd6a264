"""Work that an office does on its documents: minutes read for what was decided and who does what."""
