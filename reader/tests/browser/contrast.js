// Runs axe on a few examples of each kind of letters: those of one colour, size, weight and ground.
async ([options, most]) => {
  const groundOf = (element) => {
    const grounds = [];
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(each);
      const bare = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1";
      if (!bare) grounds.push(backgroundColor, backgroundImage, opacity);
    }
    return grounds;
  };
  const hasLetters = (element) =>
    element.matches("input, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const kinds = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!hasLetters(element) || !element.checkVisibility()) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const kind = JSON.stringify([color, fontSize, fontWeight, groundOf(element)]);
    const examples = kinds.get(kind) ?? [];
    if (examples.length < most) kinds.set(kind, [...examples, element]);
  }
  return axe.run({ include: [...kinds.values()].flat() }, options);
}
