using System.Text;
using QRCoder;

namespace Portal.Pages.Account.SecondFactor;

internal static class AuthenticatorPicture
{
    /// <summary>
    /// A QR code as an image address. The text in it is the key URI that authenticator apps read
    /// (https://github.com/google/google-authenticator/wiki/Key-Uri-Format).
    /// </summary>
    public static string Of(string email, string key)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(
            $"otpauth://totp/Portal:{Uri.EscapeDataString(email)}?secret={key}&issuer=Portal&digits=6", QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(picture.GetGraphic(4)));
    }
}
