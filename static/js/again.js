// Sends what was kept with one press: signing in in another tab gave all forms new keys, so the new one is fetched first.
// Without a script the page comes back once more, and the second press sends.
"use strict";
{
  const { keys } = document.currentScript.dataset;
  const form = document.querySelector("form[data-kept]");
  let sending = false;

  const renew = async () => {
    const answer = await fetch(keys, { credentials: "same-origin", cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    await renew().catch(() => {}); // no connection: the browser says so when it sends
    HTMLFormElement.prototype.submit.call(form); // a kept field may be called "submit"
  });
  window.addEventListener("pageshow", () => (sending = false)); // back to this page: the button works again
}
