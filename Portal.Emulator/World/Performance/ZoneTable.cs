namespace Portal.Emulator.World.Performance;

/// <summary>The 75 time zones of the API with the region whose daylight saving they follow and the words reports use for them.</summary>
internal static class ZoneTable
{
    /// <summary>Name in the account's enum (or the reporting enum's after a slash), region, words.</summary>
    public const string Rows = """
        InternationalDateLineWest|Etc/GMT+12|International Date Line West
        MidwayIslandAndSamoa/MidwayIslandandSamoa|Pacific/Pago_Pago|Midway Island, Samoa
        Hawaii|Pacific/Honolulu|Hawaii
        Alaska|America/Anchorage|Alaska
        PacificTimeUSCanadaTijuana|America/Los_Angeles|Pacific Time (US & Canada); Tijuana
        Arizona|America/Phoenix|Arizona
        ChihuahuaLaPazMazatlan|America/Mazatlan|Chihuahua, La Paz, Mazatlan
        MountainTimeUSCanada|America/Denver|Mountain Time (US & Canada)
        CentralAmerica|America/Guatemala|Central America
        CentralTimeUSCanada|America/Chicago|Central Time (US & Canada)
        GuadalajaraMexicoCityMonterrey|America/Mexico_City|Guadalajara, Mexico City, Monterrey
        Saskatchewan|America/Regina|Saskatchewan
        BogotaLimaQuito|America/Bogota|Bogota, Lima, Quito
        EasternTimeUSCanada|America/New_York|Eastern Time (US & Canada)
        IndianaEast|America/Indiana/Indianapolis|Indiana (East)
        AtlanticTimeCanada|America/Halifax|Atlantic Time (Canada)
        CaracasLaPaz|America/Caracas|Caracas, La Paz
        Santiago|America/Santiago|Santiago
        Newfoundland|America/St_Johns|Newfoundland
        Brasilia|America/Sao_Paulo|Brasilia
        BuenosAiresGeorgetown|America/Argentina/Buenos_Aires|Buenos Aires, Georgetown
        Greenland|America/Nuuk|Greenland
        MidAtlantic|Etc/GMT+2|Mid-Atlantic
        Azores|Atlantic/Azores|Azores
        CapeVerdeIsland|Atlantic/Cape_Verde|Cape Verde Is.
        CasablancaMonrovia|Africa/Casablanca|Casablanca, Monrovia
        GreenwichMeanTimeDublinEdinburghLisbonLondon|Europe/London|Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London
        AmsterdamBerlinBernRomeStockholmVienna|Europe/Berlin|Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
        BelgradeBratislavaBudapestLjubljanaPrague|Europe/Prague|Belgrade, Bratislava, Budapest, Ljubljana, Prague
        BrusselsCopenhagenMadridParis|Europe/Paris|Brussels, Copenhagen, Madrid, Paris
        SarajevoSkopjeWarsawZagreb|Europe/Warsaw|Sarajevo, Skopje, Warsaw, Zagreb
        WestCentralAfrica|Africa/Lagos|West Central Africa
        AthensBuckarestIstanbul/AthensIslandanbulMinsk|Europe/Athens|Athens, Istanbul, Minsk
        Bucharest|Europe/Bucharest|Bucharest
        Cairo|Africa/Cairo|Cairo
        HararePretoria|Africa/Johannesburg|Harare, Pretoria
        HelsinkiKyivRigaSofiaTallinnVilnius|Europe/Helsinki|Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius
        Jerusalem|Asia/Jerusalem|Jerusalem
        Baghdad|Asia/Baghdad|Baghdad
        KuwaitRiyadh|Asia/Riyadh|Kuwait, Riyadh
        MoscowStPetersburgVolgograd|Europe/Moscow|Moscow, St. Petersburg, Volgograd
        Nairobi|Africa/Nairobi|Nairobi
        Tehran|Asia/Tehran|Tehran
        AbuDhabiMuscat|Asia/Dubai|Abu Dhabi, Muscat
        BakuTbilisiYerevan|Asia/Baku|Baku, Tbilisi, Yerevan
        Kabul|Asia/Kabul|Kabul
        Ekaterinburg|Asia/Yekaterinburg|Ekaterinburg
        IslamabadKarachiTashkent/IslandamabadKarachiTashkent|Asia/Karachi|Islamabad, Karachi, Tashkent
        ChennaiKolkataMumbaiNewDelhi|Asia/Kolkata|Chennai, Kolkata, Mumbai, New Delhi
        SriJayawardenepura|Asia/Colombo|Sri Jayawardenepura
        Kathmandu|Asia/Kathmandu|Kathmandu
        AlmatyNovosibirsk|Asia/Almaty|Almaty, Novosibirsk
        AstanaDhaka|Asia/Dhaka|Astana, Dhaka
        Rangoon|Asia/Yangon|Rangoon
        BangkokHanoiJakarta|Asia/Bangkok|Bangkok, Hanoi, Jakarta
        Krasnoyarsk|Asia/Krasnoyarsk|Krasnoyarsk
        BeijingChongqingHongKongUrumqi|Asia/Shanghai|Beijing, Chongqing, Hong Kong, Urumqi
        IrkutskUlaanBataar|Asia/Irkutsk|Irkutsk, Ulaan Bataar
        KualaLumpurSingapore|Asia/Singapore|Kuala Lumpur, Singapore
        Perth|Australia/Perth|Perth
        Taipei|Asia/Taipei|Taipei
        OsakaSapporoTokyo|Asia/Tokyo|Osaka, Sapporo, Tokyo
        Seoul|Asia/Seoul|Seoul
        Yakutsk|Asia/Yakutsk|Yakutsk
        Adelaide|Australia/Adelaide|Adelaide
        Darwin|Australia/Darwin|Darwin
        Brisbane|Australia/Brisbane|Brisbane
        CanberraMelbourneSydney|Australia/Sydney|Canberra, Melbourne, Sydney
        GuamPortMoresby|Pacific/Guam|Guam, Port Moresby
        Hobart|Australia/Hobart|Hobart
        Vladivostok|Asia/Vladivostok|Vladivostok
        SolomonIslandNewCaledonia/MagadanSolomonIslandNewCaledonia|Pacific/Guadalcanal|Magadan, Solomon Is., New Caledonia
        AucklandWellington|Pacific/Auckland|Auckland, Wellington
        FijiKamchatkaMarshallIsland|Pacific/Fiji|Fiji, Kamchatka, Marshall Is.
        Nukualofa|Pacific/Tongatapu|Nuku'alofa
        """;
}
