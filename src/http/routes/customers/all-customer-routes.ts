import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Authenticate } from '../../authenticate.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { agreedFeeRoutes } from './agreed-fees.ts'
import { apiAccessRoutes } from './api-access.ts'
import { customerRoutes } from './customers.ts'
import { holdRoutes } from './holds.ts'
import { manualChargeRoutes } from './manual-charges.ts'
import { priceRoutes } from './prices.ts'
import { revenueRoutes } from './revenue.ts'
import { rightRoutes } from './rights.ts'
import { termsRoutes } from './terms.ts'
import { userRoutes } from './users.ts'

/** Customers and their facts: appended, never edited. */
export function allCustomerRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  context: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  const routes = [
    customerRoutes,
    termsRoutes,
    revenueRoutes,
    agreedFeeRoutes,
    priceRoutes,
    manualChargeRoutes,
    holdRoutes,
    apiAccessRoutes,
    rightRoutes,
    userRoutes,
  ]
  for (const register of routes) register(app, context, authenticate, write)
}
