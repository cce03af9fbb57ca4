/** One fault as engines that speak the language of the system say it: Internet Explorer and the first Edge (Chakra), and Safari where it speaks of the network. */
export interface LocalizedFault {
  readonly what: string;
  readonly name: string;
  /** What Chromium says. */
  readonly english: string;
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

export const localizedFaults: readonly LocalizedFault[] = [
  {
    what: 'a property of null or undefined is read',
    name: 'TypeError',
    english: "Cannot read properties of undefined (reading 'slot')",
    texts: {
      English: ["Unable to get property 'slot' of undefined or null reference", "Unable to get value of the property 'slot': object is null or undefined"],
      German: ['Die Eigenschaft "slot" eines undefinierten oder Nullverweises kann nicht abgerufen werden', 'Die Eigenschaft „slot“ eines undefinierten oder Nullverweises kann nicht abgerufen werden.'],
      French: ["Impossible d'obtenir la propriété «slot» d'une référence non définie ou null", 'Impossible d’obtenir la propriété « slot » d’une référence null ou non définie'],
      Spanish: ["No se puede obtener la propiedad 'slot' de referencia nula o sin definir"],
      Italian: ["Impossibile recuperare la proprietà 'slot' di un riferimento Null o non definito", 'Impossibile ottenere la proprietà "slot" di un riferimento non definito o null'],
      Portuguese: ["Não é possível obter a propriedade 'slot' de referência indefinida ou nula", "Não foi possível obter a propriedade 'slot' de uma referência nula ou indefinida"],
      Dutch: ["Kan eigenschap 'slot' van een niet-gedefinieerde of null-verwijzing niet ophalen"],
      Polish: ['Nie można pobrać właściwości „slot” odwołania o niezdefiniowanej wartości lub wartości null'],
      Russian: ['Не удалось получить свойство "slot" ссылки, значение которой не определено или является NULL'],
      Chinese: ['无法获取未定义或 null 引用的属性“slot”', "無法取得未定義或 Null 參考的屬性 'slot'"],
      Japanese: ["未定義または NULL 参照のプロパティ 'slot' は取得できません", "未定義または NULL 参照のプロパティ 'slot' を取得できません。"],
      Korean: ["정의되지 않음 또는 null 참조인 'slot' 속성을 가져올 수 없습니다."],
      Turkish: ["Tanımsız veya null başvurunun 'slot' özelliği alınamıyor"],
      Hungarian: ['Nem sikerült beolvasni egy nem definiált vagy null értékű hivatkozás „slot” tulajdonságát'],
      Danish: ["Egenskaben 'slot' i en ikke-defineret reference eller null-reference kan ikke hentes"],
    },
  },
  {
    what: 'a property of null or undefined is set',
    name: 'TypeError',
    english: "Cannot set properties of undefined (setting 'paid')",
    texts: {
      English: ["Unable to set property 'paid' of undefined or null reference"],
      German: ['Die Eigenschaft "paid" eines undefinierten oder Nullverweises kann nicht festgelegt werden'],
      French: ["Impossible de définir la propriété «paid» d'une référence null ou non définie"],
      Spanish: ["No se puede establecer la propiedad 'paid' de referencia nula o sin definir"],
      Portuguese: ["Não é possível definir a propriedade 'paid' de referência indefinida ou nula"],
      Chinese: ['无法设置未定义或 null 引用的属性“paid”'],
      Japanese: ["未定義または NULL 参照のプロパティ 'paid' は設定できません"],
    },
  },
  {
    what: 'a method that is none is called',
    name: 'TypeError',
    english: 'doctor.reserve is not a function',
    texts: {
      English: ["Object doesn't support property or method 'reserve'", "Object #<Doctor> has no method 'reserve'", "'undefined' is not a function (evaluating 'doctor.reserve()')"],
      German: ['Das Objekt unterstützt die Eigenschaft oder Methode "reserve" nicht', 'Objekt unterstützt die Eigenschaft oder Methode „reserve“ nicht.'],
      French: ['L’objet ne gère pas la propriété ou la méthode « reserve »', "Cet objet ne gère pas la propriété ou la méthode «reserve»"],
      Spanish: ["El objeto no acepta la propiedad o el método 'reserve'"],
      Italian: ["L'oggetto non supporta la proprietà o il metodo 'reserve'"],
      Portuguese: ["O objeto não dá suporte à propriedade ou ao método 'reserve'"],
      Dutch: ["Object ondersteunt eigenschap of methode 'reserve' niet"],
      Polish: ['Obiekt nie obsługuje właściwości lub metody „reserve”'],
      Russian: ['Объект не поддерживает свойство или метод "reserve"'],
      Chinese: ['对象不支持“reserve”属性或方法', "物件不支援 'reserve' 屬性或方法"],
      Japanese: ["オブジェクトは 'reserve' プロパティまたはメソッドをサポートしていません"],
      Korean: ["개체가 'reserve' 속성이나 메서드를 지원하지 않습니다."],
    },
  },
  {
    what: 'a variable does not exist',
    name: 'ReferenceError',
    english: 'gtag is not defined',
    texts: {
      English: ["'gtag' is undefined", "'gtag' is not defined", "Can't find variable: gtag", "Property 'gtag' doesn't exist", 'assignment to undeclared variable gtag'],
      German: ['"gtag" ist undefiniert', "'gtag' ist nicht definiert"],
      French: ['« gtag » est indéfini', "'gtag' n’est pas défini"],
      Spanish: ["'gtag' no está definido"],
      Italian: ["'gtag' non è definito"],
      Portuguese: ["'gtag' não está definido"],
      Dutch: ["'gtag' is niet gedefinieerd"],
      Polish: ['„gtag” jest niezdefiniowany', 'Element „gtag” jest niezdefiniowany'],
      Russian: ['"gtag" не определено'],
      Chinese: ['“gtag”未定义', "'gtag' 未定義"],
      Japanese: ["'gtag' は定義されていません"],
    },
  },
  {
    what: 'a request does not reach its server',
    name: 'TypeError',
    english: 'Failed to fetch',
    texts: {
      English: ['The network connection was lost.', 'The Internet connection appears to be offline.', 'Could not connect to the server.', 'A server with the specified hostname could not be found.', 'The request timed out.', 'cancelled', 'network error', 'Network request failed'],
      German: ['Die Netzwerkverbindung wurde unterbrochen.', 'Es besteht anscheinend keine Verbindung zum Internet.', 'Verbindung zum Server konnte nicht hergestellt werden.', 'Vorgang abgebrochen', 'Abgebrochen'],
      French: ['La connexion réseau a été perdue.', 'La connexion Internet semble interrompue.', 'Impossible de se connecter au serveur.', 'annulé', 'Annulé'],
      Spanish: ['Se ha perdido la conexión de red.', 'Parece que no hay conexión a Internet.', 'No se ha podido establecer conexión con el servidor.', 'cancelado'],
      Italian: ['La connessione di rete è stata persa.', 'Sembra che la connessione a Internet non sia attiva.', 'Impossibile connettersi al server.', 'annullato'],
      Portuguese: ['A conexão de rede foi perdida.', 'A conexão à Internet parece estar inativa.', 'Não foi possível conectar-se ao servidor.', 'cancelado'],
      Dutch: ['De netwerkverbinding is verbroken.', 'Het lijkt erop dat de internetverbinding is verbroken.', 'Kan geen verbinding maken met de server.', 'geannuleerd'],
      Polish: ['Połączenie sieciowe zostało przerwane.', 'Wygląda na to, że połączenie z Internetem jest nieaktywne.', 'anulowane'],
      Swedish: ['Nätverksanslutningen förlorades.', 'Internetanslutningen verkar vara nedkopplad.', 'Det gick inte att ansluta till servern.'],
      Russian: ['Сетевое соединение потеряно.', 'Вероятно, соединение с Интернетом прервано.', 'Не удалось подключиться к серверу.', 'отменено'],
      Chinese: ['网络连接已中断。', '似乎已断开与互联网的连接。', '未能连接到服务器。', '请求超时。', '已取消', '網路連線中斷。'],
      Japanese: ['ネットワーク接続が切れました。', 'インターネット接続がオフラインのようです。', 'サーバに接続できませんでした。', 'キャンセルしました'],
      Korean: ['네트워크 연결이 유실되었습니다.', '인터넷 연결이 오프라인 상태입니다.', '취소됨'],
    },
  },
];
