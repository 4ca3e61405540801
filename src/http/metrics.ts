import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { newBookMetrics, type BookMetrics } from './book-metrics.ts'

/** What Prometheus reads; one registry a server, so that several can live in one process. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Counter<'route' | 'method' | 'status'>
  readonly requestSeconds: Histogram<'route' | 'method'>
  readonly events: Counter<'answer'>
  readonly bodyBytes: Gauge
  readonly streamsOpen: Gauge
  readonly streamsEnded: Counter<'because'>
  readonly runs: Counter<'outcome'>
  readonly books: BookMetrics
}

export function newMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    books: newBookMetrics(registry),
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
    bodyBytes: new Gauge({
      name: 'laskuri_request_body_bytes',
      help: 'Bytes that the bodies of unanswered requests hold, unpacked.',
      registers,
    }),
    streamsOpen: new Gauge({
      name: 'laskuri_streams_open',
      help: 'Answers that are being streamed.',
      registers,
    }),
    streamsEnded: new Counter({
      name: 'laskuri_streams_ended_total',
      help: 'Streamed answers that ended: whole, left by their reader, cut for an idle reader, or failed.',
      labelNames: ['because'],
      registers,
    }),
    runs: new Counter({
      name: 'laskuri_invoice_runs_total',
      help: 'Invoice runs that ended behind their answers: complete, interrupted by a stop, or failed.',
      labelNames: ['outcome'],
      registers,
    }),
  }
}
