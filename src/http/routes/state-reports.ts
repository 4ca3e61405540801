import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Authenticate } from '../authenticate.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { balanceReportRoute } from './balance-report.ts'
import { holdsReportRoute } from './holds-report.ts'
import { unbilledReportRoute } from './unbilled-report.ts'

/** How the books stand: what is owed, what is held, what is not billed. */
export function stateReportRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  context: HttpContext,
  authenticate: Authenticate,
): void {
  balanceReportRoute(app, context, authenticate)
  holdsReportRoute(app, context, authenticate)
  unbilledReportRoute(app, context, authenticate)
}
