import type { Verdict } from '../../src/tracking/verdict.js'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const WEBVIEW = (device: string) =>
  `Mozilla/5.0 (Linux; Android 14; ${device}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.6367.82 Mobile Safari/537.36`
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36'
const ANDROID = (device: string, product = '') =>
  `Mozilla/5.0 (Linux; Android 13; ${device}) AppleWebKit/537.36 (KHTML, like Gecko) ${product}Chrome/117.0.0.0 Mobile Safari/537.36`

/** What really opens links: who, the User-Agent header, and what an opening by it counts as. */
export const agents: readonly (readonly [who: string, header: string, verdict: Verdict])[] = [
  [
    "Telegram's browser on Android",
    `${WEBVIEW('Pixel 8 Build/UQ1A')} Telegram-Android/10.14.5 (Google Pixel 8; Android 14; SDK 34; HIGH)`,
    'human',
  ],
  ["Telegram's browser on iOS", `${IPHONE} Mobile/15E148 Telegram-iOS/10.13`, 'human'],
  ['a page inside any iOS app', `${IPHONE} Mobile/15E148`, 'human'],
  ['Safari on iOS', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`, 'human'],
  ['Chrome on iOS', `${IPHONE} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1`, 'human'],
  ["Google's app on iOS", `${IPHONE} GSA/310.0.618102459 Mobile/15E148 Safari/604.1`, 'human'],
  [
    'Safari on macOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    'human',
  ],
  ['Chrome on Windows', WINDOWS, 'human'],
  ['Edge, which Outlook opens', `${WINDOWS} Edg/124.0.0.0`, 'human'],
  ['Opera', `${WINDOWS} OPR/108.0.0.0`, 'human'],
  ["Avast's own browser", `${WINDOWS} Avast/124.0.0.0`, 'human'],
  ['Yandex Browser on Windows', `${WINDOWS} YaBrowser/24.4.0.0 Yowser/2.5`, 'human'],
  ['Yandex Browser on Android', ANDROID('arm_64; M2101K6G', 'YaBrowser/23.11.1.158.00 SA/3 '), 'human'],
  ["Yandex's app", `${WEBVIEW('M2101K6G')} YandexSearch/23.110 YandexSearchWebView/23.110`, 'human'],
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0', 'human'],
  ['Firefox on Android', 'Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0', 'human'],
  ['Samsung Internet', ANDROID('SAMSUNG SM-S918B', 'SamsungBrowser/24.0 '), 'human'],
  [
    'Huawei Browser',
    'Mozilla/5.0 (Linux; Android 10; HarmonyOS; NOH-NX9; HMSCore 6.13.0.302) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 HuaweiBrowser/14.0.5.303 Mobile Safari/537.36',
    'human',
  ],
  [
    "Xiaomi's browser",
    'Mozilla/5.0 (Linux; U; Android 13; ru-ru; Redmi Note 9 Pro Build/SKQ1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.3.1-gn',
    'human',
  ],
  [
    'UC Browser',
    'Mozilla/5.0 (Linux; U; Android 8.1.0; en-US; CPH1803) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.4.0.1306 Mobile Safari/537.36',
    'human',
  ],
  ['Opera Mini', 'Opera/9.80 (Android; Opera Mini/60.0.2254/191.303; U; en) Presto/2.12.423 Version/12.16', 'human'],
  ['a phone whose maker is Cubot', ANDROID('CUBOT X20 PRO'), 'human'],
  [
    'Instagram on iOS',
    `${IPHONE} Mobile/15E148 Instagram 323.0.0.26.62 (iPhone14,5; iOS 17_4; de_DE; de; scale=3.00; 1170x2532; 580195823)`,
    'human',
  ],
  [
    'Facebook on iOS',
    `${IPHONE} Mobile/21E236 [FBAN/FBIOS;FBAV/457.0.0.33.109;FBDV/iPhone15,2;FBSN/iOS;FBSV/17.4.1;FBLC/en_US;FBOP/5]`,
    'human',
  ],
  ['Facebook on Android', `${WEBVIEW('SM-S911B Build/UP1A.231005.007')} [FB_IAB/FB4A;FBAV/458.0.0.54.108;]`, 'human'],
  ['VK on Android', `${WEBVIEW('M2101K6G')} VKAndroidApp/8.60-19437`, 'human'],
  ['TikTok', `${WEBVIEW('SM-A536B')} trill_300103 BytedanceWebview/d8a21c6`, 'human'],
  ["Viber's browser", `${WEBVIEW('Pixel 7')} Viber/21.5`, 'human'],
  ['an old phone', 'Mozilla/5.0 (Series40; Nokia200/11.56) Gecko/20100401 S40OviBrowser/2.2.0.0.31', 'human'],
  // Outlook's Safe Links and many scanners come as Edge or Chrome; only their haste and their many links tell them apart.
  ['Safe Links, as it mostly comes', `${WINDOWS} Edg/120.0.0.0`, 'human'],
  ["Telegram's own way out on iOS", 'Telegram/27.1 CFNetwork/1410.0.3 Darwin/22.6.0', 'unsure'],
  ["Viber's own way out on iOS", 'Viber/13.3.0.22 CFNetwork/1325.0.1 Darwin/21.1.0', 'unsure'],
  ["MAX's own way out on iOS", 'MAX/25 CFNetwork/1496 Darwin/23.5.0', 'unsure'],
  ["iOS's network service", 'com.apple.WebKit.Networking/8617 CFNetwork/1492 Darwin/23.3.0', 'unsure'],
  ['an Android app', 'Dalvik/2.1.0 (Linux; U; Android 13; SM-A536B Build/TP1A.220624.014)', 'unsure'],
  ['a Flutter app', 'Dart/3.1 (dart:io)', 'unsure'],
  [
    'Office, which looks before it opens',
    'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17126; Pro)',
    'unsure',
  ],
  ['older Office', 'Mozilla/4.0 (compatible; ms-office; MSOffice rmj)', 'unsure'],
  ["Telegram's preview", 'TelegramBot (like TwitterBot)', 'machine'],
  ["WhatsApp's preview on Android", 'WhatsApp/2.23.20.0 A', 'machine'],
  ["WhatsApp's preview on Windows", 'WhatsApp/2.2587.9 N', 'machine'],
  ["Viber's preview", 'Viber', 'machine'],
  [
    "Skype's preview",
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
    'machine',
  ],
  ["Facebook's preview", 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 'machine'],
  [
    "iMessage's preview",
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
    'machine',
  ],
  ["VK's preview", 'Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)', 'machine'],
  ["Slack's preview", 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'machine'],
  ["Discord's preview", 'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)', 'machine'],
  [
    "LinkedIn's preview",
    'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
    'machine',
  ],
  ['Google', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'machine'],
  ['Yandex', 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', 'machine'],
  ['Bing', 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 'machine'],
  ['Mail.ru', 'Mozilla/5.0 (compatible; Mail.RU_Bot/2.0; +http://go.mail.ru/help/robots)', 'machine'],
  [
    'a reader of pages for a model',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    'machine',
  ],
  ['curl', 'curl/8.5.0', 'machine'],
  ['a script', 'python-requests/2.31.0', 'machine'],
  ['okhttp', 'okhttp/4.12.0', 'machine'],
  [
    'Chrome without a head',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
    'machine',
  ],
  ['an antivirus', 'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0; Avast Antivirus)', 'machine'],
  ['another antivirus', 'Mozilla/5.0 (compatible; Kaspersky Anti-Virus)', 'machine'],
  ['a mail filter', 'BarracudaCentral (+https://www.barracuda.com)', 'machine'],
]
