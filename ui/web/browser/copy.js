// Puts an answer with its sources on the clipboard, as plain text. A page that is opened over the local network without
// encryption has no clipboard of its own; a field that is selected and copied does there what it always did.
const SAID_FOR = 4000; // milliseconds

function byField(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("aria-hidden", "true");
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byField(text);
  }
}

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  button.lastElementChild.textContent = data.label;
  let clock = 0;
  button.onclick = async () => {
    const done = await copy(data.text);
    button.focus();
    said.textContent = done ? data.done : data.failed;
    clearTimeout(clock);
    clock = setTimeout(() => (said.textContent = ""), SAID_FOR);
  };
  return () => clearTimeout(clock);
}
