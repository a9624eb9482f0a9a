using System.Formats.Asn1;

namespace Stoa.Rego.Builtins;

/// <summary>Numbers of Go's <c>x509.SignatureAlgorithm</c>.</summary>
internal static class SignatureShape
{
    private const string Pss = "1.2.840.113549.1.1.10";

    private static readonly Dictionary<string, int> Algorithms = new()
    {
        ["1.2.840.113549.1.1.2"] = 1,
        ["1.2.840.113549.1.1.4"] = 2,
        ["1.2.840.113549.1.1.5"] = 3,
        ["1.3.14.3.2.29"] = 3,
        ["1.2.840.113549.1.1.11"] = 4,
        ["1.2.840.113549.1.1.12"] = 5,
        ["1.2.840.113549.1.1.13"] = 6,
        ["1.2.840.10040.4.3"] = 7,
        ["2.16.840.1.101.3.4.3.2"] = 8,
        ["1.2.840.10045.4.1"] = 9,
        ["1.2.840.10045.4.3.2"] = 10,
        ["1.2.840.10045.4.3.3"] = 11,
        ["1.2.840.10045.4.3.4"] = 12,
        ["1.3.101.112"] = 16,
    };

    private static readonly Dictionary<string, int> PssHashes = new()
    {
        ["2.16.840.1.101.3.4.2.1"] = 13,
        ["2.16.840.1.101.3.4.2.2"] = 14,
        ["2.16.840.1.101.3.4.2.3"] = 15,
    };

    /// <summary>The number of an algorithm identifier, 0 where it is not known.</summary>
    public static int Of(AsnReader identifier)
    {
        var name = identifier.ReadObjectIdentifier();
        return name == Pss ? OfPss(identifier) : Algorithms.GetValueOrDefault(name);
    }

    private static int OfPss(AsnReader identifier)
    {
        var parameters = identifier.HasData ? identifier.ReadSequence() : identifier;
        return parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Der.Context(0))
            ? PssHashes.GetValueOrDefault(parameters.ReadSequence(Der.Context(0)).ReadSequence().ReadObjectIdentifier())
            : 0;
    }
}
