import { openDb } from './dist/src/db/open.js'
import { createApi } from './dist/src/crm/api.js'
import { createApiKey, findLock } from './dist/src/crm/api-key.js'
import { rmSync } from 'node:fs'
rmSync('/tmp/h/apiprof/x.db',{force:true}); rmSync('/tmp/h/apiprof/x.db-wal',{force:true});rmSync('/tmp/h/apiprof/x.db-shm',{force:true})
const db = await openDb('/tmp/h/apiprof/x.db')
const api = createApi({ db, log: {error: console.log, warn(){}, info(){}}, publicUrl:'x', now: Date.now, monotonic: ()=>performance.now(), zone: ()=>'Europe/Riga', team: ()=>[], openClick: ()=>null, counted(){} })
const made = createApiKey(db,{name:'x',scopes:['orders'],by:1},Date.now())
const { key } = api.admit(made.text,'1.1.1.1','orders')
const ep = api.endpoints.find(e=>e.path==='/crm/orders')
let n=0
const order = () => { n++; return Buffer.from(JSON.stringify({ id:`A-${n}`, customer:{id:`C-${n%50000}`, phone:`+3712${String(1000000+(n%50000)).padStart(7,'0')}`}, at:'2026-11-20T14:05:00+02:00', status:'paid', total:129.9, currency:'EUR'})) }
for (let r=0;r<3;r++){
const c=process.cpuUsage(); const t=performance.now()
for (let i=0;i<30;i++) await api.take(ep,key,Array.from({length:200},(_, index)=>({index,bytes:order()})))
const d=process.cpuUsage(c); console.log((d.user+d.system)/6000,'µs cpu each', 6000/((performance.now()-t)/1000),'/s')
}
await db.close()
