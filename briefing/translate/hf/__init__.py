"""Hugging Face models as engines: transformers and CTranslate2."""
