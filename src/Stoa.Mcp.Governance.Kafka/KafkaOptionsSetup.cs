using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>
/// Reads the section. By hand, because librdkafka's names are no properties: whatever stands under <c>Producer</c> is given to the client,
/// which knows what it knows.
/// </summary>
internal sealed class KafkaOptionsSetup(IConfigurationSection section) : IConfigureOptions<KafkaSinkOptions>, IValidateOptions<KafkaSinkOptions>
{
    private static readonly string[] Known = ["Producer", "Topics", "Format", "DeliveryTimeout"];
    private static readonly string[] Topics = ["Audit", "Heads", "Metering", "Errors", "Anomalies"];

    public void Configure(KafkaSinkOptions options)
    {
        foreach (var setting in section.GetSection("Producer").GetChildren().Where(setting => setting.Value is not null))
        {
            options.Producer.Set(setting.Key, setting.Value);
        }

        var topics = section.GetSection("Topics");
        options.Topics.Audit = topics["Audit"] ?? options.Topics.Audit;
        options.Topics.Heads = topics["Heads"] ?? options.Topics.Heads;
        options.Topics.Metering = topics["Metering"] ?? options.Topics.Metering;
        options.Topics.Errors = topics["Errors"] ?? options.Topics.Errors;
        options.Topics.Anomalies = topics["Anomalies"] ?? options.Topics.Anomalies;
        if (Enum.TryParse<KafkaMessageFormat>(section["Format"], ignoreCase: true, out var format))
        {
            options.Format = format;
        }

        if (TimeSpan.TryParse(section["DeliveryTimeout"], CultureInfo.InvariantCulture, out var timeout))
        {
            options.DeliveryTimeout = timeout;
        }
    }

    /// <summary>Every key that nobody reads, and every value that could not be read.</summary>
    public ValidateOptionsResult Validate(string? name, KafkaSinkOptions options)
    {
        var errors = Unknown(section, Known).Concat(Unknown(section.GetSection("Topics"), Topics)).ToList();
        if (section["Format"] is { } format && !Enum.GetNames<KafkaMessageFormat>().Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add($"{section.Path}:Format is '{format}'; allowed: {string.Join(", ", Enum.GetNames<KafkaMessageFormat>())}.");
        }

        if (section["DeliveryTimeout"] is { } timeout && !TimeSpan.TryParse(timeout, CultureInfo.InvariantCulture, out _))
        {
            errors.Add($"{section.Path}:DeliveryTimeout is '{timeout}'; it must be a duration, [d.]hh:mm:ss.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Unknown(IConfigurationSection section, string[] known) => section.GetChildren()
        .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
        .Select(child => $"{child.Path} is not a known key. Known under {section.Path}: {string.Join(", ", known)}.");
}
