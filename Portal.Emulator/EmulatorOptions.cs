using System.Net;
using Portal.Emulator.Bulk;
using Portal.Emulator.World.Life;

namespace Portal.Emulator;

/// <summary>How a local stand-in behaves; the defaults are the ones of a demo. Configuration section <c>Emulator</c>.</summary>
public sealed class EmulatorOptions
{
    /// <summary>Addresses to listen on, separated by semicolons; port 0 takes a free one.</summary>
    public string Urls { get; set; } = "http://localhost:5090";

    /// <summary>File that keeps grants, tokens (hashed), codes and the clock over a restart; null keeps them in memory only.</summary>
    public string? DataPath { get; set; }

    /// <summary>Everything that looks random in the data comes from this number.</summary>
    public int Seed { get; set; } = 1;

    public Scale Scale { get; set; } = new();

    /// <summary>Registered applications; empty means <see cref="Client.Demo"/>.</summary>
    public List<Client> Clients { get; set; } = [];

    /// <summary>Developer tokens that are accepted; empty means <see cref="DemoDeveloperToken"/>.</summary>
    public List<string> DeveloperTokens { get; set; } = [];

    public ControlOptions Control { get; set; } = new();

    /// <summary>Lifetime of access tokens in seconds; null draws one between 3600 and 5399, as the platform does.</summary>
    public int? ExpiresIn { get; set; }

    /// <summary>How long a code may be redeemed: about 5 minutes by the advertising pages, about 10 by the platform's.</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Refuses a refresh token once it was used: catches a client that does not keep the newest one.</summary>
    public bool RevokeOldOnUse { get; set; }

    /// <summary>How many polls of a report answer Pending before the first Success.</summary>
    public int ReportPolls { get; set; } = 2;

    public BulkOptions Bulk { get; set; } = new();

    public LifeOptions Life { get; set; } = new();

    /// <summary>Answers 105 in place of 116 when the developer token is missing.</summary>
    public bool MissingDeveloperTokenIsInvalid { get; set; }

    /// <summary>HTTP status of a fault code, over the defaults of <see cref="StatusOf"/>: some are not documented.</summary>
    public Dictionary<int, int> Statuses { get; set; } = [];

    /// <summary>The moment at which the clock stands still from the start; null follows the machine.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    public const string DemoDeveloperToken = "LOCALSTANDIN01";

    /// <summary>The registered application with this id, or null.</summary>
    public Client? ClientBy(string? id) => (Clients.Count > 0 ? Clients : [Client.Demo]).Find(client => client.Id == id);

    public IReadOnlyList<Client> RegisteredClients => Clients.Count > 0 ? Clients : [Client.Demo];

    public IReadOnlyList<string> AcceptedDeveloperTokens => DeveloperTokens.Count > 0 ? DeveloperTokens : [DemoDeveloperToken];

    public int StatusOf(int code) => Statuses.TryGetValue(code, out var status) ? status : code switch
    {
        0 => (int)HttpStatusCode.InternalServerError,
        105 or 109 or 120 => (int)HttpStatusCode.Unauthorized,
        106 or 1001 => (int)HttpStatusCode.Forbidden,
        117 => (int)HttpStatusCode.TooManyRequests,
        _ => (int)HttpStatusCode.BadRequest,
    };
}

/// <summary>How much there is. Data of an account is made when it is first asked for, so a large number costs little at the start.</summary>
public sealed record Scale
{
    /// <summary>Accounts of the user with very many accounts, 3 to 2,500.</summary>
    public int Accounts { get; set; } = 2_500;

    /// <summary>Campaigns of each account, 20 to 10,000.</summary>
    public int CampaignsPerAccount { get; set; } = 20;

    /// <summary>Keywords of each search ad group, 1 to 400; null is some, between 5 and 21.</summary>
    public int? KeywordsPerAdGroup { get; set; }

    /// <summary>Days of performance before today, up to three years.</summary>
    public int DaysOfHistory { get; set; } = 400;
}

/// <summary>The control API under <c>/__emulator</c>.</summary>
public sealed class ControlOptions
{
    public bool Enabled { get; set; }

    /// <summary>A port of its own for the control API (it then answers on no other); null serves it beside everything else.</summary>
    public int? Port { get; set; }
}
