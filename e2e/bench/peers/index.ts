import { comlink } from './comlink.ts'
import { multithreading } from './multithreading.ts'
import type { Peer } from './peer.ts'
import { raw } from './raw.ts'
import { threads } from './threads.ts'
import { workerpool } from './workerpool.ts'

export const PEERS: readonly Peer[] = [raw, comlink, workerpool, threads, multithreading]
