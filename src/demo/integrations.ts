import type { WeightedChoices } from './random.ts'

/** A call that an integration makes. */
export interface Call {
  readonly resource: string
  readonly method: 'GET' | 'POST'
}

/** What kind of program calls the API, with the resources that it calls and how often. */
export interface Integration {
  readonly name: string
  readonly calls: WeightedChoices<Call>
  /** Calls against those of an ordinary sales integration. */
  readonly busyness: number
  readonly scansDocuments: boolean
}

export const integrations: WeightedChoices<Integration> = [
  [
    integration('sales', 1, [
      ['salesinvoice', 22],
      ['getsalesinvoice', 18],
      ['salesinvoicelist', 20],
      ['customerlist', 8],
      ['customer', 8],
      ['getcustomer', 6],
      ['salespaymentlist', 5],
      ['salespayment', 4],
      ['updatesalesinvoicestatus', 3],
      ['matchcreditnote', 1],
      ['contactperson', 1],
      ['deletesalesinvoice', 0.5],
      ['office', 0.5],
    ]),
    34,
  ],
  [
    integration('bookkeeping', 1.3, [
      ['accounting', 30],
      ['accountingledger', 20],
      ['accountlist', 8],
      ['accountbalance', 8],
      ['vouchertypelist', 5],
      ['accountingperiodlist', 5],
      ['dimensionlist', 4],
      ['accountingedit', 2],
      ['accountingbudget', 1],
      ['dimensionitem', 1],
    ]),
    26,
  ],
  [
    integration('purchasing', 1.2, [
      ['purchaseinvoice', 28],
      ['purchaseinvoicelist', 20],
      ['getpurchaseinvoice', 18],
      ['paymentlist', 6],
      ['payment', 5],
      ['purchaseinvoicepostingdata', 4],
      ['vendor', 4],
      ['getvendor', 4],
      ['purchaseorderlist', 3],
      ['purchaseorder', 2],
    ]),
    18,
  ],
  [
    integration('scanning', 0.8, [
      ['escan', 34],
      ['purchaseinvoicelist', 14],
      ['purchaseinvoice', 8],
      ['getpurchaseinvoice', 8],
      ['vendor', 2],
    ]),
    7,
  ],
  [
    integration('web shop', 2.2, [
      ['inventorybywarehouse', 22],
      ['productlist', 14],
      ['salesinvoice', 12],
      ['getproduct', 10],
      ['warehouseevent', 8],
      ['customer', 6],
      ['webshopproductlist', 5],
      ['product', 3],
      ['crmprocess', 1],
    ]),
    8,
  ],
  [
    integration('payroll', 0.5, [
      ['workday', 30],
      ['getemployees', 10],
      ['getemployee', 10],
      ['tripexpense', 8],
      ['payrollratiolist', 4],
      ['payrollpaycheckbatch', 4],
      ['employee', 3],
      ['accounting', 3],
    ]),
    7,
  ],
]

function integration(
  name: string,
  busyness: number,
  weights: readonly [readonly [string, number], ...(readonly [string, number])[]],
): Integration {
  const [first, ...others] = weights
  return {
    name,
    busyness,
    calls: [weightedCall(first), ...others.map(weightedCall)],
    scansDocuments: weights.some(([resource]) => resource === 'escan'),
  }
}

function weightedCall([resource, weight]: readonly [string, number]): readonly [Call, number] {
  const isRead = /^get|list$|ledger$|balance$|bywarehouse$/.test(resource)
  return [{ resource: `${resource}.nv`, method: isRead ? 'GET' : 'POST' }, weight]
}
