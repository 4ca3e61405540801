import type { Random } from './random.ts'

/** Hands out plausible Finnish company names, each once. */
export function companyNames(): (random: Random) => string {
  const taken = new Set<string>()
  return (random) => {
    for (;;) {
      const drawn = finnishName(random)
      if (taken.has(drawn)) continue
      taken.add(drawn)
      return drawn
    }
  }
}

function finnishName(random: Random): string {
  const form = random.weighted([
    ['Oy', 80],
    ['Ky', 8],
    ['Oyj', 1],
    ['Osk', 3],
    ['Ab', 3],
  ])
  const trade = random.pick(trades)
  return random.weighted([
    [() => `${random.pick(placeGenitives)} ${trade} ${form}`, 40],
    [() => `${random.pick(families)} ${trade} ${form}`, 22],
    [() => `${trade} ${random.pick(families)} ${form}`, 22],
    [() => `${random.pick(brandStarts)}${random.pick(brandEnds)} ${form}`, 30],
  ])()
}

type Words = readonly [string, ...string[]]

const placeGenitives: Words = [
  'Helsingin',
  ...words(`Espoon Vantaan Tampereen Turun Oulun Jyväskylän Lahden Kuopion Porin Kouvolan Joensuun Vaasan Lappeenrannan
    Hämeenlinnan Seinäjoen Rovaniemen Mikkelin Kotkan Salon Porvoon Kokkolan Lohjan Hyvinkään Nurmijärven Rauman Kajaanin
    Savonlinnan Riihimäen Imatran Raahen Tornion Iisalmen Naantalin Saimaan Päijänteen Pohjanmaan Savon Hämeen Kainuun
    Lapin Saariston`),
]

const trades: Words = [
  'Rakennus',
  ...words(`Sähkö LVI Putki Metalli Konepaja Kuljetus Huolto Siivous Tilitoimisto Leipomo Kahvila Ravintola Apteekki
    Optiikka Hammaslääkärit Maalaus Katto Kiinteistö Isännöinti Autohuolto Varaosa Puutarha Kukkakauppa Kalusto Tekstiili
    Kirjapaino Mainos Viestintä Ohjelmisto Tietotekniikka Turvallisuus Matkailu Hotelli Urheilu Koulutus Kustannus
    Elintarvike Maatila Puutuote Saha Betoni Logistiikka Tukku Laite Mittaus`),
]

const families: Words = [
  'Virtanen',
  ...words(`Korhonen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen Lehtinen Saarinen
    Salminen Heinonen Niemi Heikkilä Salonen Kinnunen Turunen Laitinen Tuominen Rantanen Karjalainen Jokinen Mattila
    Savolainen Lahtinen Ahonen Ojala Leppänen Väisänen Hiltunen Miettinen Pitkänen Aaltonen Manninen Koivisto Hakala`),
]

const brandStarts: Words = [
  'Pohjan',
  ...words(`Meri Järvi Kuusi Mänty Koivu Tähti Aurinko Revontuli Halla Kallio Saari Virta Lumi Metsä Karhu Hirvi Joutsen
    Kotka Satama Tuuli Vesi Terä Rauta Kupari Hopea Kaari Linna Silta Valo Kivi`),
]

const brandEnds: Words = [
  'kone',
  ...words(`tekno data palvelut tuote talo paja piste verkko apu linja keskus ratkaisut varaosat kauppa paino sähkö tila
    puu levy pelti turva matkat muovi pakkaus laboratoriot`),
]

function words(text: string): readonly string[] {
  return text.split(/\s+/)
}
