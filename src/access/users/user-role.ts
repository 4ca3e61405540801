/** As what a user acts for a customer: an administrator edits its rights and users, where users sign in themselves. */
export const userRoles = ['administrator', 'user'] as const
export type UserRole = (typeof userRoles)[number]

/** The role of a column that the database keeps to ours. */
export function asUserRole(text: string | null): UserRole | null {
  return userRoles.find((role) => role === text) ?? null
}
