namespace Stoa.Rego.Builtins;

/// <summary>A kind of signature.</summary>
internal enum TokenScheme
{
    Hmac,
    RsaPkcs1,
    RsaPss,
    Ecdsa,
    EdDsa,
}
