using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Infrastructure.Connections;

/// <summary>The layout of a sealed value: format (1 byte), key version (4, big-endian), nonce (12), ciphertext, tag (16).</summary>
internal static class SealedValue
{
    private const byte Format = 1;
    private const int NonceAt = 5;
    private const int NonceSize = 12;
    private const int TextAt = NonceAt + NonceSize;
    private const int TagSize = 16;

    public static byte[] Seal(byte[] text, int keyVersion, byte[] key, byte[] associated)
    {
        var value = new byte[TextAt + text.Length + TagSize];
        value[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(1), keyVersion);
        var nonce = value.AsSpan(NonceAt, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, text, value.AsSpan(TextAt, text.Length), value.AsSpan(TextAt + text.Length), associated);
        return value;
    }

    public static bool IsKnown(byte[] value) => value.Length >= TextAt + TagSize && value[0] == Format;

    public static int KeyVersion(byte[] value) => IsKnown(value)
        ? BinaryPrimitives.ReadInt32BigEndian(value.AsSpan(1))
        : throw new TokenUnreadableException("A sealed value has a format that this version of the portal does not know.");

    public static byte[] Open(byte[] value, byte[] key, byte[] associated)
    {
        var text = new byte[value.Length - TextAt - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(value.AsSpan(NonceAt, NonceSize), value.AsSpan(TextAt, text.Length), value.AsSpan(TextAt + text.Length), text, associated);
            return text;
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new TokenUnreadableException("A sealed value was changed, or belongs to another organisation, connection or field.", fault);
        }
    }
}
