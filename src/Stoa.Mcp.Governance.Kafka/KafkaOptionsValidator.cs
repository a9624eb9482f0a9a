using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Gathers every error of <see cref="KafkaSinkOptions"/>, each naming its key. Values that may be secrets are never quoted.</summary>
internal sealed partial class KafkaOptionsValidator : IValidateOptions<KafkaSinkOptions>
{
    private const string Key = "Stoa:Kafka";
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, KafkaSinkOptions options)
    {
        var errors = ProducerSettings.Errors(options.Producer, $"{Key}:Producer").ToList();
        CheckTopics(errors, options.Topics);
        if (!Enum.IsDefined(options.Format))
        {
            errors.Add($"{Key}:Format is '{options.Format}'; allowed: {string.Join(", ", Enum.GetNames<KafkaMessageFormat>())}.");
        }

        if (options.DeliveryTimeout < Shortest || options.DeliveryTimeout > Longest)
        {
            errors.Add($"{Key}:DeliveryTimeout is {options.DeliveryTimeout}; allowed are {Shortest} to {Longest}.");
        }

        if (errors.Count == 0 && ProducerTrial.Error(options.Producer) is { } error)
        {
            errors.Add($"{Key}:Producer: {error}");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckTopics(List<string> errors, KafkaTopicOptions topics)
    {
        (string Key, string Name)[] all =
        [
            ("Audit", topics.Audit), ("Heads", topics.Heads), ("Metering", topics.Metering), ("Errors", topics.Errors), ("Anomalies", topics.Anomalies),
        ];
        errors.AddRange(all.Where(topic => topic.Name.Length > 0 && !TopicName().IsMatch(topic.Name))
            .Select(topic => $"{Key}:Topics:{topic.Key} is '{topic.Name}'; a topic's name has 1 to 249 letters, digits, dots, underscores and hyphens. Empty: not sent."));
        if (all.All(topic => topic.Name.Length == 0))
        {
            errors.Add($"{Key}:Topics are all empty; at least one must be named.");
        }
    }

    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9._-]{1,249}\z")]
    private static partial Regex TopicName();
}
