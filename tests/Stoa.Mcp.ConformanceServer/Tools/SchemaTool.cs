using System.Text.Json;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>A tool whose schema uses what JSON Schema 2020-12 adds, so that the suite can see nothing is lost (SEP-1613, SEP-2106).</summary>
internal static class SchemaTool
{
    public static McpServerTool Create()
    {
        var tool = McpServerTool.Create(
            () => "The schema was kept.",
            new() { Name = "json_schema_2020_12_tool", Description = "Its schema is the point." });
        tool.ProtocolTool.InputSchema = JsonElement.Parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "$defs": {
                "address": {
                  "$anchor": "addressDef",
                  "type": "object",
                  "properties": { "street": { "type": "string" }, "city": { "type": "string" } }
                }
              },
              "properties": {
                "name": { "type": "string" },
                "address": { "$ref": "#/$defs/address" },
                "contactMethod": { "type": "string", "enum": ["phone", "email"] },
                "phone": { "type": "string" },
                "email": { "type": "string" }
              },
              "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
              "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
              "then": { "required": ["phone"] },
              "else": { "required": ["email"] },
              "additionalProperties": false
            }
            """);
        return tool;
    }
}
