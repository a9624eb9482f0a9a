using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>What one walk through the folder found.</summary>
/// <param name="Files">Files by ordinal path.</param>
/// <param name="Errors">What could not be read.</param>
internal sealed record FolderContent(IReadOnlyList<ResourceFile> Files, IReadOnlyList<ResourceError> Errors)
{
    private const int RevisionDigits = 16;

    /// <summary><c>sha256:</c> and the first 16 hex digits over every path and content, each preceded by its length.</summary>
    public string Revision { get; } = RevisionOf(Files);

    private static string RevisionOf(IReadOnlyList<ResourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            Append(hash, Encoding.UTF8.GetBytes(file.Path));
            Append(hash, file.Content);
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())[..RevisionDigits]}";
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
