"""What differs between the programs that serve models: how each is told, and what its lists say. Pure.

Written after what the programs answer, not only after their manuals: LM Studio says 200 to every path, also to those
it does not have; llama-server knows Ollama's list and not its version; both are told apart by what an answer holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


class Program(StrEnum):
    """A program that serves models."""

    OLLAMA = "ollama"
    LM_STUDIO = "lm_studio"
    LLAMA_SERVER = "llama_server"
    VLLM = "vllm"
    OTHER = "other"  # speaks OpenAI's protocol, and says no more of itself


NAMES: Final = {
    Program.OLLAMA: "Ollama",
    Program.LM_STUDIO: "LM Studio",
    Program.LLAMA_SERVER: "llama-server",
    Program.VLLM: "vLLM",
}


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model as its server describes it; 0 and empty where it does not say."""

    name: str
    bytes: int = 0
    parameters: str = ""  # such as 3.2B
    quantization: str = ""  # such as Q4_K_M
    context_tokens: int = 0  # that it runs with now, for one request
    most_context_tokens: int = 0  # that it was made for
    loaded: bool | None = None  # in memory; None: not said
    writes: bool = True  # False: made for something else than text
    thinks: bool = False  # before it answers, unless it is told not to


@dataclass(frozen=True, slots=True)
class ModelServer:
    """A program that serves models, and those it has that write."""

    address: str  # as it stands in the settings
    program: Program
    version: str = ""
    models: tuple[ServedModel, ...] = ()
    wants_key: bool = False  # it said no more without

    def model(self, name: str) -> ServedModel | None:
        """The model that a request names so; Ollama takes `mistral` for `mistral:latest`."""
        names = {name, f"{name}:latest"} if self.program is Program.OLLAMA else {name}
        return next((model for model in self.models if model.name in names), None)


def ollama_version(said: Any) -> str:  # noqa: ANN401 - any JSON
    """Of `/api/version`; empty when the answer is not Ollama's."""
    return _text(said, "version")


def ollama_models(tags: Any, running: Any) -> Iterator[ServedModel]:  # noqa: ANN401 - any JSON
    """Of `/api/tags` and `/api/ps`."""
    loaded = {_text(one, "name"): one for one in _list(running, "models")}
    for one in _list(tags, "models"):
        name, details = _text(one, "name"), one.get("details")
        yield ServedModel(
            name,
            bytes=_count(one, "size"),
            parameters=_text(details, "parameter_size"),
            quantization=_text(details, "quantization_level"),
            context_tokens=_count(loaded.get(name), "context_length"),
            loaded=name in loaded,
        )


def ollama_details(model: ServedModel, shown: Any) -> ServedModel:  # noqa: ANN401 - any JSON
    """The model with what `/api/show` adds; a server that does not say what it can do is believed to write."""
    facts = shown.get("model_info") if isinstance(shown, dict) else None
    most = [int(value) for key, value in (facts or {}).items() if key.endswith(".context_length") and value]
    abilities = shown.get("capabilities") if isinstance(shown, dict) else None
    return ServedModel(
        model.name,
        bytes=model.bytes,
        parameters=model.parameters,
        quantization=model.quantization,
        context_tokens=model.context_tokens,
        most_context_tokens=max(most, default=0),
        loaded=model.loaded,
        writes=abilities is None or "completion" in abilities,
        thinks="thinking" in (abilities or ()),
    )


def lm_studio_models(said: Any) -> tuple[ServedModel, ...] | None:  # noqa: ANN401 - any JSON
    """Of `/api/v0/models`; None when the answer is not LM Studio's."""
    listed = _list(said, "data")
    if not isinstance(said, dict) or "data" not in said or any("state" not in one for one in listed):
        return None
    return tuple(
        ServedModel(
            _text(one, "id"),
            quantization=_text(one, "quantization"),
            context_tokens=_count(one, "loaded_context_length"),
            most_context_tokens=_count(one, "max_context_length"),
            loaded=_text(one, "state") == "loaded",
            writes=_text(one, "type") in {"llm", "vlm"},
        )
        for one in listed
    )


def lm_studio_new_models(said: Any) -> tuple[ServedModel, ...] | None:  # noqa: ANN401 - any JSON
    """Of `/api/v1/models`, since LM Studio 0.4; None when the answer is not LM Studio's."""
    listed = _list(said, "models")
    if not isinstance(said, dict) or "models" not in said or any("key" not in one for one in listed):
        return None
    return tuple(
        ServedModel(
            _text(one, "key"),
            bytes=_count(one, "size_bytes"),
            parameters=_text(one, "params_string"),
            quantization=_text(one.get("quantization"), "name"),
            context_tokens=next((_count(run.get("config"), "context_length") for run in _runs(one)), 0),
            most_context_tokens=_count(one, "max_context_length"),
            loaded=bool(_runs(one)),
            writes=_text(one, "type") == "llm",
        )
        for one in listed
    )


def is_llama_server(props: Any, models: Any) -> bool:  # noqa: ANN401 - any JSON
    """By `/props`, or by who owns its models where that is closed."""
    told = isinstance(props, dict) and "default_generation_settings" in props
    return told or _owner(models) == "llamacpp"


def is_vllm(version: Any, models: Any, *, closed: bool) -> bool:  # noqa: ANN401 - any JSON
    """By who owns its models; where these are closed, by `/version`, which it leaves open."""
    return _owner(models) == "vllm" or (bool(_text(version, "version")) and (closed or _has_length(models)))


def listed_models(models: Any, props: Any = None) -> tuple[ServedModel, ...] | None:  # noqa: ANN401 - any JSON
    """Of OpenAI's `/v1/models`, with what llama-server and vLLM add; None when the answer is no such list."""
    if not isinstance(models, dict) or not isinstance(models.get("data"), list):
        return None
    running = props.get("default_generation_settings") if isinstance(props, dict) else None
    return tuple(
        ServedModel(
            _text(one, "id"),
            bytes=_count(one.get("meta"), "size"),
            parameters=_billions(_count(one.get("meta"), "n_params")),
            context_tokens=_count(running, "n_ctx") or _count(one, "max_model_len"),
            most_context_tokens=_count(one.get("meta"), "n_ctx_train") or _count(one, "max_model_len"),
            loaded=_loaded(one, props),
        )
        for one in _list(models, "data")
        if _text(one, "id")
    )


def _text(said: Any, key: str) -> str:  # noqa: ANN401 - any JSON
    value = said.get(key) if isinstance(said, dict) else None
    return value if isinstance(value, str) else ""


def _count(said: Any, key: str) -> int:  # noqa: ANN401 - any JSON
    value = said.get(key) if isinstance(said, dict) else None
    return value if isinstance(value, int) and value > 0 and not isinstance(value, bool) else 0


def _list(said: Any, key: str) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    value = said.get(key) if isinstance(said, dict) else None
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _runs(model: dict[str, Any]) -> list[dict[str, Any]]:
    return _list(model, "loaded_instances")


def _owner(models: Any) -> str:  # noqa: ANN401 - any JSON
    return next((_text(one, "owned_by") for one in _list(models, "data")), "")


def _has_length(models: Any) -> bool:  # noqa: ANN401 - any JSON
    return any("max_model_len" in one for one in _list(models, "data"))


def _loaded(model: dict[str, Any], props: Any) -> bool | None:  # noqa: ANN401 - any JSON
    """llama-server with one model, and vLLM, have it in memory; one that changes models says of each how it stands."""
    state = _text(model.get("status"), "value")
    if state:
        return state == "loaded"
    return True if isinstance(props, dict) or "max_model_len" in model else None


def _billions(count: int) -> str:
    return f"{count / 1e9:.1f}B" if count else ""
