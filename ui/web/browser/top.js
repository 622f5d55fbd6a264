// A new question is answered at the top of the page, and what was clicked to ask it may lie below: go where it appears.
let seen = null;

export default function ({ data }) {
  if (seen !== null && data.latest !== seen) {
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  }
  seen = data.latest;
}
