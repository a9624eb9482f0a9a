using Stoa.Trail.Verifying;

namespace Stoa.Cli.Audit.Verify;

/// <summary>Keys in files.</summary>
internal static class KeyFile
{
    /// <exception cref="UserError">The file cannot be read, or holds no key.</exception>
    public static TrailKey Read(string file)
    {
        try
        {
            return TrailKey.FromPem(File.ReadAllText(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UserError($"the key in {file} cannot be used: {error.Message}", "It is a PEM file with an ECDSA key on P-256, as stoa audit key new makes it.");
        }
    }
}
