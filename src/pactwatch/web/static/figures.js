// The as-of slider: its days are those on which something was published; moving it names the day, letting go asks for it.
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
  slider.addEventListener("change", () => slider.form.requestSubmit());
}
