namespace Stoa.Rego.Builtins;

/// <summary>The parameters of requests, as objects of policies have them.</summary>
internal static class RequestParameters
{
    private static readonly RegoSet Required = RegoSet.Of("method", "url");

    private static readonly RegoSet Known = RegoSet.Of(
        "method", "url", "body", "enable_redirect", "force_json_decode", "force_yaml_decode", "headers", "raw_body", "tls_use_system_certs", "tls_ca_cert",
        "tls_ca_cert_file", "tls_ca_cert_env_variable", "tls_client_cert", "tls_client_cert_file", "tls_client_cert_env_variable", "tls_client_key",
        "tls_client_key_file", "tls_client_key_env_variable", "tls_insecure_skip_verify", "tls_server_name", "timeout", "cache", "force_cache",
        "force_cache_duration_seconds", "raise_error", "caching_mode", "max_retry_attempts", "cache_ignored_headers");

    /// <exception cref="BuiltinFailure">A parameter is unknown, or a required one is missing or no string.</exception>
    public static void Check(RegoObject request)
    {
        Fail("invalid request parameters(s)", request.Select(member => member.Key).Where(name => !Known.Contains(name)));
        Fail("missing required request parameters(s)", Required.Where(name => request.Find(name) is null));
        Fail("invalid values for required request parameters(s)", Required.Where(name => request.Find(name) is not RegoString));
    }

    /// <summary>The bytes of a request's body: the raw one, the other one as JSON, or none.</summary>
    public static byte[] Body(BuiltinContext context, RegoObject request) => (request.Find("raw_body"), request.Find("body")) switch
    {
        (RegoString raw, _) => CryptoBuiltins.Bytes(context, raw),
        (not null, _) => throw new BuiltinFailure("\"raw_body\" must be a string"),
        (_, { } body) => System.Text.Encoding.UTF8.GetBytes(GoJson.Of(context, body)),
        _ => [],
    };

    private static void Fail(string what, IEnumerable<RegoValue> names)
    {
        if (names.Any())
        {
            throw new BuiltinFailure($"operand 1 {what}: {RegoSet.Of(names)}", isType: true);
        }
    }
}
