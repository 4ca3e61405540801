import { OpenAPIHono, z } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { mapDatabaseError } from '../database/map-database-error.ts'
import { BillingError } from '../errors/billing-error.ts'
import { inWords } from '../importing/in-words.ts'
import { authentication } from './authenticate.ts'
import type { HttpContext, HttpEnvironment } from './http-environment.ts'
import { holdingBody } from './holding-body.ts'
import { HttpRefusal } from './http-refusal.ts'
import { bodyBytesMax, writeBytesMax } from './ingest/limits.ts'
import { invalidRequest } from './invalid-request.ts'
import { methodsOf } from './methods-of.ts'
import { observed } from './observed.ts'
import { problem, problemOf, type Problem } from './problem.ts'
import { refusingWhenStopping } from './refusing-when-stopping.ts'
import { accessCheckRoutes } from './routes/access-check.ts'
import { allCustomerRoutes } from './routes/customers/all-customer-routes.ts'
import { documentationRoutes } from './routes/documentation.ts'
import { eventAnswerRoutes } from './routes/event-answers.ts'
import { eventRoutes } from './routes/events.ts'
import { identifierRoutes } from './routes/identifiers.ts'
import { invoiceRunRoutes } from './routes/invoice-runs.ts'
import { invoiceRoutes } from './routes/invoices.ts'
import { monthRoutes } from './routes/months.ts'
import { operationRoutes } from './routes/operation.ts'
import { paymentRoutes } from './routes/payments.ts'
import { retractionRoutes } from './routes/retractions.ts'
import { stateReportRoutes } from './routes/state-reports.ts'
import { writing } from './writing/written.ts'
import { periodReportRoutes } from './routes/period-reports.ts'
import { usageReportRoutes } from './routes/usage-report.ts'
import { hasUnreadBody } from './unread-body.ts'
import { withWholeBody } from './whole-body.ts'

/** The whole HTTP API, ready to be served: the same functions as the command line, behind API keys. */
export function httpApp(context: HttpContext): OpenAPIHono<HttpEnvironment> {
  z.config({ customError: inWords }) // the validators of hono take no error map of their own
  const app = new OpenAPIHono<HttpEnvironment>({ defaultHook: invalidRequest })
  app.use(observed(context), refusingWhenStopping(context), holdingBody(context))
  const authenticateAlone = authentication(context)
  const authenticate = withWholeBody(authenticateAlone, writeBytesMax)
  const write = writing(context)
  operationRoutes(app, context)
  documentationRoutes(app)
  eventRoutes(app, context, authenticateAlone)
  allCustomerRoutes(app, context, authenticate, write)
  identifierRoutes(app, context, authenticate, write)
  accessCheckRoutes(app, context, authenticate)
  monthRoutes(app, context, authenticate, write)
  invoiceRunRoutes(app, context, authenticate, write)
  invoiceRoutes(app, context, authenticate)
  paymentRoutes(app, context, authenticate, write)
  retractionRoutes(app, context, withWholeBody(authenticateAlone, bodyBytesMax), write)
  stateReportRoutes(app, context, authenticate)
  eventAnswerRoutes(app, context, authenticate)
  usageReportRoutes(app, context, authenticate)
  periodReportRoutes(app, context, authenticate)
  app.notFound((request) => {
    const methods = methodsOf(app, request.req.path)
    const refused =
      methods.length === 0
        ? problem(404, 'not-found', `There is no ${request.req.path}; see /docs`)
        : problem(405, 'method-not-allowed', `${request.req.path} takes ${methods.join(', ')}`, {
            allowed: methods,
          })
    return answer(refused, methods.length === 0 ? {} : { Allow: methods.join(', ') })
  })
  app.onError((error, request) => {
    const left = hasUnreadBody(request.env) ? { Connection: 'close' } : {}
    const mapped = mapDatabaseError(error)
    if (mapped instanceof BillingError)
      return answer(problemOf(mapped), { ...(mapped.retryable ? { 'Retry-After': '1' } : {}), ...left })
    if (mapped instanceof HttpRefusal) return answer(mapped.problem, { ...mapped.headers, ...left })
    if (mapped instanceof HTTPException && mapped.status < 500) return answer(malformed(mapped), left)
    context.log.error(
      { err: mapped, requestId: request.get('requestId') },
      'a request failed for a defect of ours',
    )
    return answer(problem(500, 'internal', 'Something is wrong on our side; it is logged'), left)
  })
  return app
}

/** What the framework itself refuses before a route is asked. */
function malformed({ status, message }: HTTPException): Problem {
  return status === 415
    ? problem(415, 'unsupported-media-type', 'Content-Type is not one that is read here; see /docs')
    : problem(400, 'invalid-input', message)
}

function answer(refused: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(refused), {
    status: refused.status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}
