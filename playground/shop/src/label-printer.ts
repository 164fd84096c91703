import * as Sentry from '@sentry/react'

interface Label {
  readonly name: string
  readonly address: { readonly city: string }
}

Sentry.registerWebWorker({ self })

self.addEventListener('message', ({ data }: MessageEvent<Label>) => {
  self.postMessage(`${data.name} goes to ${data.address.city}`)
})
