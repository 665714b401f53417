// Small comforts; every page works without them.

// Copies the text of a field; the button shows itself only where that works.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.querySelector("span").textContent = "Tersalin";
    });
  }
}
