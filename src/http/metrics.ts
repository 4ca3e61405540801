import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

/** What Prometheus reads; one registry a server, so that several can live in one process. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Counter<'route' | 'method' | 'status'>
  readonly requestSeconds: Histogram<'route' | 'method'>
  readonly events: Counter<'answer'>
}

export function newMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Counter({
      name: 'laskuri_http_requests_total',
      help: 'Requests by route, method and status.',
      labelNames: ['route', 'method', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'laskuri_http_request_seconds',
      help: 'How long requests took, by route and method.',
      labelNames: ['route', 'method'],
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
      registers,
    }),
    events: new Counter({
      name: 'laskuri_events_total',
      help: 'API call events received over HTTP, by answer.',
      labelNames: ['answer'],
      registers,
    }),
  }
}
