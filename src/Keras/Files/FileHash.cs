using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Keras.Files;

/// <summary>The expected hash of a file.</summary>
/// <param name="Digits">The hexadecimal digits, in lower case.</param>
internal sealed record FileHash(string Digits)
{
    private const int Md5Digits = 32;
    private const int Sha256Digits = 64;

    /// <summary>The name of the hash function.</summary>
    public string Function => Digits.Length == Md5Digits ? "MD5" : "SHA-256";

    /// <exception cref="ArgumentException">The text is not a hash.</exception>
    public static FileHash Parse(string digits) =>
        digits.Length is Md5Digits or Sha256Digits && digits.All(char.IsAsciiHexDigit)
            ? new(digits.ToLowerInvariant())
            : throw new ArgumentException(
                $"Expected the {Sha256Digits} hexadecimal digits of a SHA-256 or the {Md5Digits} of an MD5, got '{digits}'.",
                nameof(digits));

    /// <summary>Computes the hash of a whole stream by the same function.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "Keras publishes the MD5 of most of its files.")]
    public async Task<string> OfStreamAsync(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        byte[] hash = Digits.Length == Md5Digits
            ? await MD5.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)
            : await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash);
    }
}
