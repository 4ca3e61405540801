/** The journal's name of a payment: `payment:7`. The database knows it too. */
export function paymentVoucher(paymentId: number): string {
  return `payment:${paymentId}`
}

/** The journal's name of what a document left to settle: `2026-0000007:overpayment`. */
export function overpaymentVoucher(documentNumber: string): string {
  return `${documentNumber}:overpayment`
}
