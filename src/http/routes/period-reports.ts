import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Authenticate } from '../authenticate.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { cohortsReportRoute } from './cohorts-report.ts'
import { distributionReportRoute } from './distribution-report.ts'
import { forecastReportRoute } from './forecast-report.ts'
import { revenueReportRoute } from './revenue-report.ts'

/** Reports about months: what was earned and used, how unevenly, and what this one comes to. */
export function periodReportRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  context: HttpContext,
  authenticate: Authenticate,
): void {
  revenueReportRoute(app, context, authenticate)
  distributionReportRoute(app, context, authenticate)
  forecastReportRoute(app, context, authenticate)
  cohortsReportRoute(app, context, authenticate)
}
