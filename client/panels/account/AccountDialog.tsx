export default function AccountDialog(_: { readonly user: unknown; readonly section: string }) {
  return null;
}
