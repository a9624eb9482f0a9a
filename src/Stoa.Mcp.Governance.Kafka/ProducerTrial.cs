using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Asks the client whether it can work with its settings, at the start instead of at the first message. No broker is needed for it.</summary>
internal static class ProducerTrial
{
    private static readonly string[] SecretWords = ["password", "secret", "key", "pem", "token", "username", "oauth"];

    /// <summary>What the client says against the settings, or null.</summary>
    public static string? Error(ProducerConfig config)
    {
        try
        {
            new ProducerBuilder<byte[], byte[]>(ProducerSettings.Complete(config)).SetLogHandler((_, _) => { }).Build().Dispose();
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or KafkaException)
        {
            return WithoutSecrets(exception.Message, config);
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            return $"The native library librdkafka cannot be loaded: {exception.GetBaseException().Message}";
        }
    }

    // The client quotes values that it cannot read.
    private static string WithoutSecrets(string message, ProducerConfig config) => config
        .Where(setting => setting.Value.Length > 0 && SecretWords.Any(word => setting.Key.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .Aggregate(message, (text, setting) => text.Replace(setting.Value, "[hidden]", StringComparison.Ordinal));
}
