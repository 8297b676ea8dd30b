// The as-of slider: its days are those on which something was published; moving it names the day; letting go
// of the pointer, or Enter, asks for it, so that the arrow keys lead nobody off the page.
const slider = document.getElementById("as-of-slider");

if (slider) {
  const days = slider.dataset.days.split(" ");
  const field = document.getElementById("as-of");
  const named = document.getElementById("as-of-day");
  const all = days.length;
  slider.addEventListener("input", () => {
    const day = Number(slider.value) >= all ? "" : days[Number(slider.value)];
    field.value = day;
    named.textContent = day || "today";
    slider.setAttribute("aria-valuetext", day || "today");
  });
  let asked = slider.value;
  const ask = () => {
    if (slider.value !== asked) slider.form.requestSubmit();
    asked = slider.value;
  };
  slider.addEventListener("pointerup", ask);
  slider.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    ask();
  });
}
