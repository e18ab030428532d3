import { openDb } from './dist/src/db/open.js'
import { PEOPLE_OF_CUSTOMER } from './dist/src/audience/evidence.js'
const db = await openDb('/tmp/h/apiprof/x.db')
const keys={id:5,telegramId:null,phone:'+37121000005',other:'+37121000005',byFilePhone:0,most:3}
const bench=(name,f)=>{ for(let i=0;i<3000;i++)f(); const c=process.cpuUsage(); for(let i=0;i<20000;i++)f(); const d=process.cpuUsage(c); console.log(name,((d.user+d.system)/20000).toFixed(2),'µs') }
const K=['id','telegramId','phone','other','byFilePhone','most']
const used=sql=>Object.fromEntries(K.filter(k=>sql.includes(':'+k)).map(k=>[k,keys[k]]))
const t=(name,sql)=>{ const s=db.sql(sql); const u=used(sql); bench(name,()=>s.all(u)) }
db.write(()=>{
t('claims all', PEOPLE_OF_CUSTOMER[1])
t('claims nolimit', PEOPLE_OF_CUSTOMER[1].replace('limit :most',''))
t('claims bare', 'select subscriber_id from customer_claims where customer_id=:id')
t('exists claims', 'select 1 from customer_claims where customer_id=:id limit 1')
t('file', PEOPLE_OF_CUSTOMER[2])
t('file nolimit', PEOPLE_OF_CUSTOMER[2].replace('limit :most',''))
t('click', PEOPLE_OF_CUSTOMER[3])
t('click nodistinct', PEOPLE_OF_CUSTOMER[3].replace('distinct ',''))
t('click nodistinct nolimit', PEOPLE_OF_CUSTOMER[3].replace('distinct ','').replace('limit :most',''))
t('clicked', 'select 1 from orders where customer_id=:id and click_delivery is not null limit 1')
console.log(db.sql('explain query plan '+PEOPLE_OF_CUSTOMER[3]).all(used(PEOPLE_OF_CUSTOMER[3])).map(r=>r.detail))
console.log(db.sql('explain query plan '+PEOPLE_OF_CUSTOMER[1]).all(used(PEOPLE_OF_CUSTOMER[1])).map(r=>r.detail))
return 1})
await db.close()
