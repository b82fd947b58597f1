/** What a person should know before going on, a sentence each. */
export function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="bare-list">
      {notes.map((note) => (
        <li key={note} className="wants">
          {note}
        </li>
      ))}
    </ul>
  );
}
