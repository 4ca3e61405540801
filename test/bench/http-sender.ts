import http from 'node:http'

export interface HttpSender {
  /** Sends events in one request; refuses any answer but 200. */
  send(events: readonly object[]): Promise<void>
  close(): void
}

/** A sender with so many connections that stay open. */
export function httpSender(url: string, apiKey: string, connections: number): HttpSender {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  return {
    send: (events) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify(events)
        const headers = {
          Authorization: `Bearer ${apiKey}`,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        }
        const request = http.request(`${url}/v1/events`, { method: 'POST', agent, headers }, (answer) => {
          let text = ''
          answer.setEncoding('utf8').on('data', (part: string) => (text += part))
          answer.on('end', () => {
            if (answer.statusCode === 200) resolve()
            else reject(new Error(`${answer.statusCode}: ${text}`))
          })
          answer.on('error', reject)
        })
        request.on('error', reject)
        request.end(body)
      }),
    close: () => {
      agent.destroy()
    },
  }
}
