using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Values as templates print them.</summary>
internal static class TemplatePrinting
{
    /// <summary>What stands for a value that is not there.</summary>
    public const string Undefined = "<undefined>";

    public static string Print(BuiltinContext context, object? value)
    {
        if (value is null or RegoNull)
        {
            return Undefined;
        }

        var text = new StringBuilder();
        Append(context, text, value);
        return text.ToString();
    }

    /// <summary>A value as an argument of <c>print</c>.</summary>
    public static string PrintArgument(BuiltinContext context, object? value) => value is null or RegoNull ? "<nil>" : Print(context, value);

    /// <summary>The name of a value's type in Go.</summary>
    public static string Describe(object? value) => value switch
    {
        null or RegoNull => "nil",
        long => "int",
        double => "float64",
        RegoNumber => "json.Number",
        RegoString => "string",
        RegoBoolean => "bool",
        RegoArray => "[]interface {}",
        _ => "map[string]interface {}",
    };

    /// <summary>A number of the template itself.</summary>
    public static string Number(object value) => value is double number
        ? GoFloats.Format(number, 'g', null)
        : ((long)value).ToString(CultureInfo.InvariantCulture);

    private static void Append(BuiltinContext context, StringBuilder text, object value)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Step();
        var start = text.Length;
        switch (value)
        {
            case RegoNull:
                text.Append("<nil>");
                break;
            case RegoBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case RegoNumber number:
                text.Append(number.Text);
                break;
            case RegoString plain:
                text.Append(plain.Value);
                break;
            case RegoArray array:
                AppendAll(context, text.Append('['), array.Select(item => ((RegoString?)null, item))).Append(']');
                return;
            case RegoObject members:
                AppendAll(context, text.Append("map["), members.Select(member => ((RegoString?)member.Key, member.Value))).Append(']');
                return;
            default:
                text.Append(Number(value));
                break;
        }

        context.Produce(text.Length - start);
    }

    private static StringBuilder AppendAll(BuiltinContext context, StringBuilder text, IEnumerable<(RegoString? Name, RegoValue Value)> items)
    {
        var separator = "";
        foreach (var (name, value) in items)
        {
            text.Append(separator);
            if (name is not null)
            {
                text.Append(name.Value).Append(':');
            }

            Append(context, text, value);
            separator = " ";
        }

        return text;
    }
}
