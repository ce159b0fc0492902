import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/**
 * Everything that is stored of one member, as they may ask for it (CCPA/CPRA; docs/compliance.md, "A member's rights"):
 * plain JSON with the names of our columns, times ISO in UTC. Null where this leader has no such member.
 */
export async function exportMember(
  tx: Tx,
  leaderId: number,
  memberId: number,
  now: Date,
): Promise<Record<string, unknown> | null> {
  const of = sql`leader_id = ${leaderId} AND member_id = ${memberId}`;
  const found = await tx.execute<{ whole: Record<string, unknown> }>(sql`
    SELECT jsonb_build_object(
      'exported_at', ${now.toISOString()}::text,
      'leader', (SELECT name FROM leaders WHERE id = ${leaderId}),
      'member', to_jsonb(m) - 'leader_id' - 'custom' - 'name_key',
      'answers', (SELECT jsonb_object_agg(COALESCE(f.label, c.key), c.value) FROM jsonb_each(m.custom) c
        LEFT JOIN fields f ON f.leader_id = m.leader_id AND f.id::text = c.key),
      'tags', (SELECT jsonb_agg(jsonb_build_object('name', g.name, 'at', t.at) ORDER BY g.name)
        FROM tagged t JOIN tags g ON g.leader_id = t.leader_id AND g.id = t.tag_id
        WHERE t.leader_id = ${leaderId} AND t.member_id = ${memberId}),
      'notes', (SELECT jsonb_agg(jsonb_build_object('body', body, 'at', at) ORDER BY id) FROM notes WHERE ${of}),
      'consent', (SELECT jsonb_agg(to_jsonb(c) - 'leader_id' - 'member_id' || jsonb_build_object('shown', w.words) ORDER BY c.id)
        FROM consent_log c LEFT JOIN consent_texts w ON w.leader_id = c.leader_id AND w.version = c.text_version
        WHERE c.leader_id = ${leaderId} AND c.member_id = ${memberId}),
      'texts', (SELECT jsonb_agg(jsonb_build_object('at', at, 'from', CASE WHEN outbound THEN number ELSE phone END,
          'to', CASE WHEN outbound THEN phone ELSE number END, 'body', body, 'kind', kind, 'state', state) ORDER BY id)
        FROM messages WHERE ${of}),
      'broadcasts', (SELECT jsonb_agg(jsonb_build_object('body', b.body, 'state', d.state, 'sent_at', d.sent_at,
          'replied_at', d.replied_at, 'clicked_at', d.clicked_at) ORDER BY b.id)
        FROM broadcasts b JOIN deliveries d ON d.leader_id = b.leader_id AND d.broadcast_id = b.id
        WHERE b.leader_id = ${leaderId} AND d.member_id = ${memberId}),
      'links_tapped', (SELECT jsonb_agg(jsonb_build_object('url', l.url, 'count', c.count, 'first_at', c.first_at,
          'last_at', c.last_at) ORDER BY c.first_at)
        FROM links l JOIN clicks c ON c.leader_id = l.leader_id AND c.link_id = l.id
        WHERE l.leader_id = ${leaderId} AND c.member_id = ${memberId}),
      'sign_up_links', (SELECT jsonb_agg(jsonb_build_object('made_at', created_at, 'expires_at', expires_at,
          'signed_up_at', signed_up_at) ORDER BY created_at) FROM sign_up_links WHERE ${of})
    ) AS whole
    FROM members m WHERE m.leader_id = ${leaderId} AND m.id = ${memberId}`);
  return found.rows[0]?.whole ?? null;
}
