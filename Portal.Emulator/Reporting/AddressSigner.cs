using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Emulator.Reporting;

/// <summary>Signs the addresses of stored files so that they look like an Azure blob's and end soon.</summary>
internal sealed class AddressSigner
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public string Query(Guid storageId, DateTimeOffset now, TimeSpan lifetime)
    {
        var (start, end) = (Stamp(now), Stamp(now + lifetime));
        return $"sv=2025-11-05&st={Uri.EscapeDataString(start)}&se={Uri.EscapeDataString(end)}&sr=b&sp=r&sig={Uri.EscapeDataString(Sign(storageId, end))}";
    }

    /// <summary>Whether an address was signed by us for this file and end.</summary>
    public bool IsSigned(Guid storageId, string? end, string? signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(storageId, end ?? "")), Encoding.UTF8.GetBytes(signature ?? ""));

    private string Sign(Guid storageId, string end) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{storageId}\n{end}")));

    private static string Stamp(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
