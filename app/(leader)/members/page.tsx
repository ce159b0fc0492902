/** Nobody is open: the table has the screen to itself. */
export default function MembersPage() {
  return null;
}
