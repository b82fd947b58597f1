/** What a window is told without asking: how far a job is, and that something was written. One WebSocket a window. */
import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Dispatch } from '../services/session/dispatch.ts';
import { statusOf } from './http.ts';

export interface Events {
  /** how many windows listen */
  count(): number;
  /** whether a window has ever listened */
  begun(): boolean;
  close(): void;
}

/** Tells every window that `check` lets in. */
export function openEvents(server: Server, dispatch: Dispatch, check: (request: IncomingMessage) => void): Events {
  const windows = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  let begun = false;
  server.on('upgrade', (request, socket, head) => {
    try {
      check(request);
    } catch (error) {
      socket.end(`HTTP/1.1 ${statusOf(error)} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    windows.handleUpgrade(request, socket, head, (window: WebSocket) => {
      begun = true;
      windows.emit('connection', window, request);
    });
  });
  const tell = (message: unknown): void => {
    for (const window of windows.clients) window.send(JSON.stringify(message));
  };
  const quiet = [
    dispatch.onProgress((event) => tell({ type: 'progress', ...event })),
    dispatch.onWrite((event) => tell({ type: 'changed', ...event })),
  ];
  return {
    count: () => windows.clients.size,
    begun: () => begun,
    close() {
      for (const stop of quiet) stop();
      for (const window of windows.clients) window.terminate();
    },
  };
}
