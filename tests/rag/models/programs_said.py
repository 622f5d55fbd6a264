"""What each of the four programs says: its lists and its complaints, answered by `programs`.

Written after: Ollama's `docs/api.md` of 0.12 (with `think` and `truncate`); LM Studio's pages "REST API v0" of 0.3.36
and "REST API v1" of 0.4.0, with its habit of saying 200 to paths that it lacks; llama.cpp's `tools/server/README.md` of
b6900; vLLM's page "OpenAI-Compatible Server" of 0.11. What a manual leaves out (the words of a complaint) is as users
report it in the issues of each program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rag.models.dialects import Program

MODEL = {
    Program.OLLAMA: "mistral:latest",
    Program.LM_STUDIO: "mistralai/ministral-3-3b",
    Program.LLAMA_SERVER: "/models/ministral-3-3b-Q4_K_M.gguf",
    Program.VLLM: "mistralai/Ministral-3-3B-Instruct-2512",
}
Lists = Callable[[str, dict[str, Any], Any], Any]


def ollama(path: str, body: dict[str, Any], state: Any) -> Any:
    details = {"parent_model": "", "format": "gguf", "family": "llama", "families": ["llama"]}
    mistral = {
        "name": MODEL[Program.OLLAMA],
        "model": MODEL[Program.OLLAMA],
        "modified_at": "2025-10-03T23:34:03.409490317-07:00",
        "size": 4372824384,
        "digest": "6577803aa9a036369e481d648a2baebb381ebc6e897f2bb9a766a2aa7bfbc1cf",
        "details": {**details, "parameter_size": "7.2B", "quantization_level": "Q4_K_M"},
    }
    nomic = {**mistral, "name": "nomic-embed-text:latest", "model": "nomic-embed-text:latest", "size": 274302450}
    running = {**mistral, "expires_at": "2025-11-01T10:30:00Z", "size_vram": 0, "context_length": state.length}
    if path == "/api/show":
        embeds = body["model"].startswith("nomic")
        abilities = ["embedding"] if embeds else ["completion", "tools", *(["thinking"] if state.thinks else [])]
        facts = {"general.architecture": "llama", "llama.context_length": 32768}
        return {"details": mistral["details"], "model_info": facts, "capabilities": abilities}
    return {
        "/api/version": {"version": "0.12.6"},
        "/api/tags": {"models": [mistral, nomic]},
        "/api/ps": {"models": [running]},
        "/v1/models": {"object": "list", "data": [{"id": mistral["name"], "object": "model", "owned_by": "library"}]},
    }.get(path)


def lm_studio(path: str, _: dict[str, Any], state: Any) -> Any:
    name = MODEL[Program.LM_STUDIO]
    old = {
        "id": name, "object": "model", "type": "llm", "publisher": "mistralai", "arch": "mistral3",
        "compatibility_type": "gguf", "quantization": "Q4_K_M", "state": "loaded",
        "max_context_length": 262144, "loaded_context_length": state.length,
    }  # fmt: skip
    embedder = {**old, "id": "text-embedding-nomic", "type": "embeddings", "state": "not-loaded"}
    new = {
        "type": "llm", "publisher": "mistralai", "key": name, "display_name": "Ministral 3 3B",
        "quantization": {"name": "Q4_K_M", "bits_per_weight": 4}, "size_bytes": 2147023008, "params_string": "3B",
        "loaded_instances": [{"id": name, "config": {"context_length": state.length, "flash_attention": True}}],
        "max_context_length": 262144, "format": "gguf",
    }  # fmt: skip
    small = {"type": "embedding", "key": "text-embedding-nomic", "loaded_instances": [], "max_context_length": 2048}
    return {
        "/api/v1/models": {"models": [new, small]} if state.new_lists else None,
        "/api/v0/models": {"object": "list", "data": [old, embedder]},
        "/v1/models": {"object": "list", "data": [{"id": name, "object": "model", "owned_by": "organization_owner"}]},
    }.get(path)


def llama_server(path: str, _: dict[str, Any], state: Any) -> Any:
    name = MODEL[Program.LLAMA_SERVER]
    meta = {"vocab_type": 2, "n_vocab": 131072, "n_ctx_train": 262144, "n_embd": 3072, "n_params": 3428000000,
            "size": 2147023008}  # fmt: skip
    listed = {"id": name, "object": "model", "created": 1761998400, "owned_by": "llamacpp", "meta": meta}
    lists = {"object": "list", "data": [listed], "models": [{"name": name, "model": name, "type": "model"}]}
    props = {
        "default_generation_settings": {"id": 0, "n_ctx": state.length, "params": {"temperature": 0.8}},
        "total_slots": 1, "model_path": name, "chat_template": "…", "build_info": "b6900-abcdef12",
    }  # fmt: skip
    # It answers Ollama's list of models too, and not its version.
    return {"/props": props, "/v1/models": lists, "/api/tags": lists, "/health": {"status": "ok"}}.get(path)


def vllm(path: str, _: dict[str, Any], state: Any) -> Any:
    listed = {"id": MODEL[Program.VLLM], "object": "model", "created": 1761998400, "owned_by": "vllm",
              "root": MODEL[Program.VLLM], "parent": None, "max_model_len": state.length}  # fmt: skip
    return {"/version": {"version": "0.11.0"}, "/v1/models": {"object": "list", "data": [listed]}}.get(path)


LISTS: Mapping[Program, Lists] = {
    Program.OLLAMA: ollama,
    Program.LM_STUDIO: lm_studio,
    Program.LLAMA_SERVER: llama_server,
    Program.VLLM: vllm,
}
# Paths that answer to anybody where a key is wanted. Ollama knows no keys: something stands before it.
OPEN: Mapping[Program, tuple[str, ...]] = {
    Program.OLLAMA: (),
    Program.LM_STUDIO: (),
    Program.LLAMA_SERVER: ("/health", "/v1/models", "/api/tags"),
    Program.VLLM: ("/version", "/health"),
}
CLOSED: Mapping[Program, tuple[int, Any]] = {
    Program.OLLAMA: (401, {"error": "unauthorized"}),
    Program.LM_STUDIO: (401, {"error": {"message": "Invalid API token", "type": "invalid_request_error"}}),
    Program.LLAMA_SERVER: (
        401,
        {"error": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"}},
    ),
    Program.VLLM: (401, {"error": "Unauthorized"}),
}
COMPLAINTS: Mapping[tuple[Program, str], tuple[int, Any]] = {
    (Program.OLLAMA, "context"): (400, {"error": "the input length exceeds the context length"}),
    (Program.OLLAMA, "memory"): (
        500,
        {"error": "model requires more system memory (5.6 GiB) than is available (3.2 GiB)"},
    ),
    (Program.LM_STUDIO, "context"): (
        200,
        {
            "error": {
                "message": "Trying to keep the first 5000 tokens when context the overflows. However, the model is "
                "loaded with context length of only 4096 tokens, which is not enough."
            }
        },
    ),
    (Program.LM_STUDIO, "memory"): (
        400,
        {
            "error": {
                "message": "Failed to load model. Error: Model loading was stopped due to insufficient system "
                "resources.",
                "type": "invalid_request_error",
            }
        },
    ),
    (Program.LLAMA_SERVER, "context"): (
        400,
        {
            "error": {
                "code": 400,
                "message": "request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 9412,
                "n_ctx": 8192,
            }
        },
    ),
    (Program.LLAMA_SERVER, "memory"): (
        500,
        {"error": {"code": 500, "message": "failed to allocate compute buffers", "type": "server_error"}},
    ),
    (Program.LLAMA_SERVER, "loading"): (
        503,
        {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}},
    ),
    (Program.VLLM, "context"): (
        400,
        {
            "error": {
                "message": "This model's maximum context length is 4096 tokens. However, you requested 5012 tokens.",
                "type": "BadRequestError",
                "param": None,
                "code": 400,
            }
        },
    ),
    (Program.VLLM, "memory"): (
        500,
        {"error": {"message": "CUDA out of memory.", "type": "InternalServerError", "param": None, "code": 500}},
    ),
}


def unknown(kind: Program, name: str) -> tuple[int, Any]:
    """What is said of a model that is not there; llama-server has one model and takes it whatever is asked."""
    if kind is Program.OLLAMA:
        return 404, {"error": f'model "{name}" not found'}
    if kind is Program.VLLM:
        words = f"The model `{name}` does not exist."
        return 404, {"error": {"message": words, "type": "NotFoundError", "param": "model", "code": 404}}
    words = f'Model "{name}" not found. Please specify a valid model.'
    return 404, {
        "error": {"message": words, "type": "invalid_request_error", "param": "model", "code": "model_not_found"}
    }
