using Stoa.Rego.Builtins;

namespace Stoa.Rego.Bundles;

/// <summary>Verifies the signature of a bundle: the token's own, then the digest of every file.</summary>
internal sealed class BundleSignature(string bundle, RegoBundleVerification verification)
{
    /// <exception cref="RegoBundleException">The bundle is not signed as it must be.</exception>
    public void Verify(IReadOnlyList<BundleFile> files)
    {
        var file = files.FirstOrDefault(file => file.Path == BundleFile.Signatures) ?? throw new RegoBundleException(bundle, $"the bundle is not signed: {BundleFile.Signatures} is missing");
        var digests = Digests(file, Payload(file, Token(file)));
        foreach (var signed in files.Where(signed => signed.Path != BundleFile.Signatures))
        {
            if (verification.ExcludedFiles.Any(pattern => PathPattern.Matches(pattern, signed.Path)))
            {
                digests.Remove(signed.Path);
                continue;
            }

            var digest = digests.Remove(signed.Path, out var found) ? found : throw new RegoBundleException(signed.Name, "the file is not in the bundle's signature");
            digest.Check(signed);
        }

        if (digests.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new RegoBundleException($"{bundle}/{missing}", "the file is in the bundle's signature, but not in the bundle");
        }
    }

    private static string Token(BundleFile file) => (DataFile.Read(file) as RegoObject)?.Find("signatures") switch
    {
        RegoArray { Count: 1 } tokens when tokens[0] is RegoString token => token.Value,
        RegoArray { Count: > 1 } => throw new RegoBundleException(file.Name, "there is more than one signature"),
        _ => throw new RegoBundleException(file.Name, "there is no signature"),
    };

    private RegoObject Payload(BundleFile file, string text)
    {
        try
        {
            var token = JsonWebToken.Split(new HostContext(), text);
            var (header, payload) = (token.Header(), token.Payload());
            var key = Key(file, Text(header, "kid") is { Length: > 0 } id ? id : Text(payload, "keyid"));
            if (Text(header, "alg") != key.Algorithm.Name)
            {
                throw new RegoBundleException(file.Name, $"the signature's algorithm is {RegoString.Of(Text(header, "alg"))}, and the key '{key.Id}' is for {key.Algorithm.Name}");
            }

            if (!key.Verifies(token.Message, token.Signature()))
            {
                throw new RegoBundleException(file.Name, $"the signature is not one of the key '{key.Id}'");
            }

            return Text(payload, "scope") == verification.Scope
                ? payload
                : throw new RegoBundleException(file.Name, $"the signature's scope is {RegoString.Of(Text(payload, "scope"))}, and it must be {RegoString.Of(verification.Scope)}");
        }
        catch (BuiltinFailure failure)
        {
            throw new RegoBundleException(file.Name, $"the signature is no JSON Web Token: {failure.Message}");
        }
    }

    private RegoBundleKey Key(BundleFile file, string named)
    {
        var id = verification.KeyId ?? named;
        return id.Length == 0 && verification.Keys.Count == 1
            ? verification.Keys[0]
            : verification.Keys.FirstOrDefault(key => key.Id == id) ?? throw new RegoBundleException(file.Name, id.Length == 0 ? "the signature names no key" : $"the key '{id}' is not among those to verify with");
    }

    private static Dictionary<string, FileDigest> Digests(BundleFile file, RegoObject payload)
    {
        var digests = new Dictionary<string, FileDigest>(StringComparer.Ordinal);
        foreach (var entry in payload.Find("files") as RegoArray ?? RegoArray.Empty)
        {
            var members = entry as RegoObject ?? RegoObject.Empty;
            var path = BundlePath.Normalize(file.Name, Text(members, "name"));
            if (!digests.TryAdd(path, FileDigest.Of(file.Name, path, Text(members, "algorithm"), Text(members, "hash"))))
            {
                throw new RegoBundleException(file.Name, $"the signature has the file {path} twice");
            }
        }

        return digests;
    }

    private static string Text(RegoObject members, string name) => (members.Find(name) as RegoString)?.Value ?? "";
}
