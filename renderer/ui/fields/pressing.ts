/** Whether a button of the mouse, or a finger, is down: what leaving a field changes must not move the thing that is being pressed. */
let isDown = false;
window.addEventListener('mousedown', () => (isDown = true), true);
window.addEventListener('mouseup', () => (isDown = false), true);

/**
 * Does what leaving a field brings: at once by keys, and by a press only when the press has found its target. A click is
 * where button or finger came down and went up again; a row that shrinks between the two takes the target from under it.
 */
export function afterPress(leave: () => void): void {
  if (!isDown) {
    leave();
    return;
  }
  let isDone = false;
  const done = (): void => {
    window.removeEventListener('click', done, true);
    window.removeEventListener('mouseup', soon, true);
    if (isDone) return;
    isDone = true;
    leave();
  };
  // a press that ends elsewhere gives no click
  const soon = (): void => void setTimeout(done);
  window.addEventListener('click', done, true);
  window.addEventListener('mouseup', soon, true);
}
